-- Queries whose answer may not depend on where the watermark stands.
-- One query per paragraph; an ORDER BY that decides the order is marked with "-- ordered".

SELECT COUNT(*) AS n FROM flights.records;

SELECT * FROM flights.records;

SELECT COUNT(*), COUNT(delay), COUNT(DISTINCT origin), SUM(delay), MIN(delay), MAX(delay), AVG(delay) FROM flights;

SELECT SUM(price), MIN(price), MAX(price), AVG(price), SUM(distance), MIN(date), MAX(date), MIN(day), MAX(ns) FROM flights;

SELECT origin, COUNT(*) AS n, SUM(delay), AVG(distance), SUM(price) FROM flights GROUP BY origin;

-- ordered
SELECT origin, COUNT(*) AS n FROM flights GROUP BY origin ORDER BY n DESC, origin LIMIT 3 OFFSET 1;

-- ordered
SELECT origin, COUNT(*) AS n FROM flights GROUP BY origin ORDER BY origin NULLS FIRST;

-- ordered
SELECT delay, id FROM flights ORDER BY delay DESC, id LIMIT 10;

-- ordered
SELECT delay, id FROM flights ORDER BY delay DESC NULLS LAST, id OFFSET 200;

-- ordered
SELECT id FROM flights ORDER BY id FETCH FIRST 5 ROWS ONLY;

SELECT origin, COUNT(*) FROM flights GROUP BY origin HAVING COUNT(*) > 30;

SELECT DISTINCT origin, ok FROM flights;

SELECT f.origin, a.city, f.id FROM flights.records f JOIN flights.airports a ON f.origin = a.code;

SELECT f.origin, a.city, f.id FROM flights.records f LEFT JOIN flights.airports a ON f.origin = a.code;

SELECT f.id, a.city, a.x FROM flights.records f RIGHT JOIN flights.airports a ON f.origin = a.code AND f.delay > 30;

SELECT f.id, a.city FROM flights.records f FULL JOIN flights.airports a ON f.origin = a.code AND f.delay > a.x;

SELECT COUNT(*) FROM flights.records f CROSS JOIN flights.airports a;

SELECT COUNT(*) FROM flights.records f, flights.airports a WHERE f.delay > a.x;

SELECT a.id, b.id FROM flights a JOIN flights b ON a.delay = b.delay AND a.origin = b.destination WHERE a.delay > 30;

SELECT a.city, COUNT(*) n FROM flights.records f JOIN flights.airports a ON f.origin = a.code WHERE f.ok GROUP BY a.city;

SELECT x.code, y.code, z.code FROM flights.airports x JOIN flights.airports y ON x.code = y.code JOIN flights.airports z ON y.code = z.code;

SELECT id FROM flights WHERE origin IN (SELECT code FROM flights.airports);

SELECT id FROM flights WHERE origin NOT IN (SELECT code FROM flights.airports);

SELECT id FROM flights WHERE origin NOT IN (SELECT code FROM flights.airports WHERE code IS NOT NULL);

SELECT id, origin IN (SELECT code FROM flights.airports) AS known FROM flights;

SELECT a.id FROM flights a WHERE a.delay > 30 OR a.origin IN (SELECT code FROM flights.airports WHERE 1 = 0);

SELECT id FROM flights f WHERE EXISTS (SELECT 1 FROM flights.airports a WHERE a.code = f.origin);

SELECT id FROM flights f WHERE NOT EXISTS (SELECT 1 FROM flights.airports a WHERE a.code = f.origin AND a.x > 3);

SELECT id FROM flights WHERE EXISTS (SELECT 1 FROM flights.airports WHERE code = 'OSL');

SELECT id FROM flights WHERE delay > (SELECT AVG(delay) FROM flights);

SELECT id FROM flights f WHERE delay > (SELECT AVG(delay) FROM flights g WHERE g.origin = f.origin);

SELECT origin, (SELECT MAX(city) FROM flights.airports a WHERE a.code = f.origin) FROM flights f;

SELECT origin, (SELECT COUNT(*) FROM flights.airports a WHERE a.code = f.origin) AS c FROM flights f;

SELECT (SELECT MAX(delay) FROM flights) - (SELECT MIN(delay) FROM flights) AS spread;

SELECT id FROM flights WHERE delay >= ALL (SELECT x FROM flights.airports WHERE x IS NOT NULL);

SELECT id FROM flights WHERE delay = SOME (SELECT x FROM flights.airports);

WITH per AS (SELECT origin, COUNT(*) AS n FROM flights GROUP BY origin), best AS (SELECT MAX(n) AS m FROM per) SELECT per.origin, per.n FROM per JOIN best ON per.n = best.m;

WITH a AS (SELECT delay FROM flights WHERE ok) SELECT x.delay, COUNT(*) FROM a AS x JOIN a AS y ON x.delay = y.delay GROUP BY x.delay;

SELECT id, ROW_NUMBER() OVER (PARTITION BY origin ORDER BY delay, id) AS rn FROM flights;

SELECT id, RANK() OVER (ORDER BY delay DESC) AS r, DENSE_RANK() OVER (ORDER BY delay) AS d FROM flights;

SELECT id, LAG(delay) OVER (PARTITION BY origin ORDER BY date, id) AS l, LEAD(delay, 2, -99) OVER (PARTITION BY origin ORDER BY date, id) AS m FROM flights;

SELECT id, SUM(delay) OVER (PARTITION BY origin ORDER BY date, id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS s FROM flights;

SELECT id, AVG(distance) OVER (PARTITION BY origin) AS a, COUNT(*) OVER () AS n FROM flights;

SELECT id, FIRST_VALUE(delay) OVER (PARTITION BY origin ORDER BY date, id) AS f, LAST_VALUE(delay) OVER (PARTITION BY origin ORDER BY date, id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS l FROM flights;

SELECT id, NTILE(4) OVER (ORDER BY id) AS q, PERCENT_RANK() OVER (ORDER BY delay) AS p, CUME_DIST() OVER (ORDER BY delay) AS c FROM flights;

SELECT * FROM (SELECT origin, id, RANK() OVER (PARTITION BY origin ORDER BY delay DESC, id) AS r FROM flights) AS t WHERE r <= 2;

SELECT origin, SUM(n) OVER (ORDER BY origin) AS running FROM (SELECT origin, COUNT(*) AS n FROM flights GROUP BY origin) AS t;

SELECT EXTRACT(HOUR FROM date) AS h, COUNT(*), AVG(delay) FROM flights GROUP BY EXTRACT(HOUR FROM date);

SELECT FLOOR(date TO DAY) AS d, COUNT(*) FROM flights GROUP BY FLOOR(date TO DAY);

SELECT FLOOR(date TO WEEK), FLOOR(date TO MONTH), FLOOR(date TO YEAR), FLOOR(date TO HOUR), FLOOR(date TO MINUTE), FLOOR(date TO SECOND), CEIL(date TO HOUR), id FROM flights;

SELECT id, EXTRACT(YEAR FROM date), EXTRACT(QUARTER FROM date), EXTRACT(MONTH FROM date), EXTRACT(WEEK FROM date), EXTRACT(DAY FROM date), EXTRACT(DOW FROM date), EXTRACT(DOY FROM date), EXTRACT(MINUTE FROM date), EXTRACT(SECOND FROM date), EXTRACT(EPOCH FROM date) FROM flights;

SELECT id, date + INTERVAL '1' DAY, date - INTERVAL '1' MONTH, TIMESTAMPADD(HOUR, delay, date), TIMESTAMPDIFF(MINUTE, date, TIMESTAMP '2001-01-01 00:00:00'), day + INTERVAL '2' DAY FROM flights;

SELECT id FROM flights WHERE date >= TIMESTAMP '2001-01-01 00:00:00.25' AND date < TIMESTAMP '2001-01-02 00:00:00';

SELECT id FROM flights WHERE date < TIMESTAMP '1970-01-01 00:00:00';

SELECT id FROM flights WHERE date BETWEEN '2001-01-01' AND '2001-01-03 12:00:00';

SELECT CASE WHEN delay > 15 THEN 'late' WHEN delay > 0 THEN 'bit' WHEN delay IS NULL THEN '?' ELSE 'ok' END AS k, COUNT(*) FROM flights GROUP BY 1;

SELECT id, COALESCE(delay, 0), NULLIF(delay, 3), delay / 7, MOD(delay, 7), -delay, delay * 2 + 1 FROM flights;

SELECT id, price / 3, price * 2, price + 1, price - 0.5, delay * 1.5, distance * 1.5, distance / 3 FROM flights;

SELECT id, CAST(delay AS VARCHAR), CAST(distance AS BIGINT), CAST(price AS INTEGER), CAST(date AS DATE), CAST(delay AS DOUBLE), CAST(ok AS VARCHAR), CAST(date AS VARCHAR), CAST(price AS DECIMAL(10, 1)), CAST(id AS VARCHAR) FROM flights;

SELECT id, UPPER(origin) || '-' || LOWER(destination), SUBSTRING(origin FROM 1 FOR 2), SUBSTRING(origin, 0, 2), CHAR_LENGTH(origin), TRIM(origin), POSITION('F' IN origin), REPLACE(origin, 'S', 's') FROM flights;

SELECT id FROM flights WHERE origin LIKE 'S%' OR origin LIKE '%\%' OR origin LIKE 'Z_rich%';

SELECT id FROM flights WHERE delay BETWEEN 1 AND 5 AND delay IN (1, 2, 3, 4) AND NOT (delay IN (2) OR ok);

SELECT id FROM flights WHERE delay NOT IN (1, 2, 3);

SELECT id FROM flights WHERE ok IS NOT TRUE;

SELECT id FROM flights WHERE delay IS DISTINCT FROM 5 AND origin IS NOT NULL;

SELECT origin FROM flights UNION SELECT code FROM flights.airports;

SELECT origin, 1 AS k FROM flights UNION ALL SELECT code, 2 FROM flights.airports;

SELECT origin FROM flights INTERSECT SELECT code FROM flights.airports;

SELECT origin FROM flights EXCEPT SELECT code FROM flights.airports;

SELECT delay FROM flights UNION ALL SELECT 1.5 FROM flights.airports;

SELECT origin, destination, COUNT(*), GROUPING(origin, destination) FROM flights GROUP BY ROLLUP(origin, destination);

SELECT origin, ok, SUM(delay) FROM flights GROUP BY CUBE(origin, ok);

SELECT origin, ok, COUNT(*) FROM flights GROUP BY GROUPING SETS ((origin), (ok), ());

SELECT SUM(delay) FILTER (WHERE ok), COUNT(*) FILTER (WHERE delay > 5), COUNT(DISTINCT origin) FILTER (WHERE ok), SUM(DISTINCT delay) FROM flights;

SELECT STDDEV_POP(delay), STDDEV_SAMP(delay), VAR_POP(delay), VAR_SAMP(delay) FROM flights;

SELECT origin, VAR_SAMP(delay) FROM flights GROUP BY origin;

SELECT COUNT(DISTINCT (origin)), COUNT(DISTINCT delay), COUNT(DISTINCT origin || destination) FROM flights;

SELECT _seq, _lane, _partition_key, COUNT(*) FROM flights GROUP BY _seq, _lane, _partition_key;

SELECT id, _ingested_at FROM flights WHERE _seq > 3;

SELECT _partition_key, MIN(delay) FROM flights.records GROUP BY _partition_key;

SELECT SUM(x), COUNT(*), MAX(city) FROM flights.nothing;

SELECT * FROM flights.nothing;

SELECT COUNT(*) FROM flights.records f LEFT JOIN flights.nothing n ON f.origin = n.code;

SELECT id FROM flights WHERE origin NOT IN (SELECT code FROM flights.nothing);

SELECT code, COUNT(*) FROM flights.nothing GROUP BY code;

SELECT code, COUNT(*) FROM flights.nothing GROUP BY ROLLUP(code);

SELECT origin, MAX(delay) - MIN(delay) AS spread FROM flights GROUP BY origin;

SELECT ABS(delay), ROUND(distance, 1), CEIL(distance), FLOOR(distance), SQRT(ABS(delay)), POWER(delay, 2), SIGN(delay), ROUND(price, 1), id FROM flights;

SELECT f.o, COUNT(*) FROM (SELECT origin AS o, delay FROM flights WHERE delay > 0 ORDER BY delay, id LIMIT 50) AS f GROUP BY f.o HAVING f.o IS NULL;

SELECT 1 FROM (SELECT COUNT(*) FROM flights) AS t;

SELECT COUNT(*) FROM (SELECT DISTINCT origin, destination FROM flights) AS t;

SELECT a.origin, b.n FROM (SELECT DISTINCT origin FROM flights) AS a LEFT JOIN (SELECT origin, COUNT(*) AS n FROM flights WHERE delay > 20 GROUP BY origin) AS b ON a.origin = b.origin;

-- ordered
SELECT * FROM (SELECT origin, COUNT(*) AS row_count FROM flights GROUP BY origin ORDER BY row_count DESC, origin) AS apphub_sql_subquery LIMIT 4;

SELECT JSON_VALUE(note, '$.n') AS n, COUNT(*), SUM(delay), AVG(delay), MIN(date), MAX(ns), COUNT(DISTINCT origin) FROM flights GROUP BY JSON_VALUE(note, '$.n');

-- ordered
SELECT JSON_VALUE(note, '$.n' RETURNING INTEGER) AS n, date, ns, id, price, ok, day FROM flights WHERE delay > 10 ORDER BY date, id LIMIT 20;

SELECT a.city, x.n FROM (SELECT JSON_VALUE(note, '$.n' RETURNING BIGINT) AS n, origin FROM flights) AS x RIGHT JOIN flights.airports AS a ON a.x = x.n AND a.code = x.origin;

SELECT x.n, COUNT(*) FROM (SELECT JSON_VALUE(note, '$.n' RETURNING BIGINT) AS n FROM flights) AS x FULL JOIN flights.airports AS a ON a.x < x.n GROUP BY x.n;

SELECT origin, LISTAGG(DISTINCT destination, ',') WITHIN GROUP (ORDER BY destination) FROM flights GROUP BY origin;

SELECT origin, ARRAY_AGG(delay ORDER BY delay) FROM flights WHERE MOD(price, 3) > 1 GROUP BY origin;

SELECT r.date, u.o, u.i FROM flights AS r CROSS JOIN UNNEST(ARRAY[r.origin, r.destination]) WITH ORDINALITY AS u(o, i) WHERE r.delay > 30;

SELECT MOD(price, 3) AS m FROM flights WHERE price > 0 UNION SELECT x FROM flights.airports;

SELECT note, COUNT(*) FROM flights WHERE origin IN (SELECT code FROM flights.airports) AND JSON_VALUE(note, '$.n') IN ('1', '2') GROUP BY note;

SELECT id, SUM(delay) OVER (PARTITION BY JSON_VALUE(note, '$.n') ORDER BY date, id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM flights;

SELECT COUNT(*) FROM flights AS f JOIN flights.airports AS a ON MOD(f.price, 3) > a.x;

SELECT origin, time_bucket_gapfill('6 hours', date, '2001-01-01', '2001-01-06') AS b, COUNT(*), locf(MAX(delay)), interpolate(AVG(delay)) FROM flights WHERE date >= TIMESTAMP '2001-01-01 00:00:00' GROUP BY origin, b;

SELECT origin, ARRAY_AGG(delay ORDER BY delay), ARRAY_AGG(date ORDER BY date), CARDINALITY(groupArray(note)) FROM flights GROUP BY origin

SELECT id, ARRAY[delay, NULL], ARRAY[price], ARRAY[ns, NULL], ARRAY[origin, destination], ARRAY[id], ARRAY[ARRAY[distance]] FROM flights

-- ordered
SELECT id, CASE WHEN delay > 0 THEN ARRAY[delay, 7] END AS a FROM flights ORDER BY id LIMIT 20

SELECT id, delay FROM flights WHERE delay = ANY(ARRAY[1, 2, NULL, 30]) OR origin = SOME(ARRAY['ZRH', 'it''s \ok'])

SELECT COUNT(*), SUM(delay) FROM flights WHERE delay <> ALL(ARRAY[1, 2, 3]) AND delay > ANY(ARRAY[0, 10])

SELECT delay = ANY(ARRAY[1, NULL]), COUNT(*) FROM flights GROUP BY 1

SELECT u, COUNT(*), MIN(delay) FROM flights, UNNEST(splitByChar('R', origin)) AS t(u) WHERE delay > 0 AND u <> '' GROUP BY u

SELECT f.id, t.u, t.n FROM flights AS f LEFT JOIN UNNEST(CASE WHEN f.delay > 0 THEN ARRAY[f.delay, f.distance] END) WITH ORDINALITY AS t(u, n) ON TRUE

SELECT s.o, t.d FROM (SELECT origin AS o, groupUniqArray(destination) AS ds FROM flights GROUP BY origin) AS s CROSS JOIN UNNEST(s.ds) AS t(d)

SELECT id, delay FROM flights WHERE delay IN (SELECT * FROM UNNEST(ARRAY[1, 2, 3]))

SELECT a, COUNT(*) FROM (SELECT CASE WHEN delay > 0 THEN ARRAY[delay] END AS a FROM flights) AS t GROUP BY a

SELECT id, ARRAY[JSON_VALUE(note, '$.n'), origin], STRING_TO_ARRAY(origin, 'R') FROM flights

SELECT arrayJoin(splitByChar('R', origin)) AS tag, COUNT(*), MIN(delay) FROM flights WHERE delay > 3 GROUP BY tag

SELECT a.city, COUNT(*), SUM(f.delay), AVG(f.distance), MIN(f.price), MAX(f.date), COUNT(f.ok) FROM flights.records f JOIN flights.airports a ON f.origin = a.code GROUP BY a.city;

SELECT a.x, SUM(CASE WHEN f.delay > 15 THEN 1 ELSE 0 END), SUM(f.price) FILTER (WHERE f.ok), MIN(f.id), MAX(f.ns) FILTER (WHERE f.delay < 20) FROM flights.airports a JOIN flights.records f ON a.code = f.origin WHERE a.x > 1 AND f.delay > 3 GROUP BY a.x;

SELECT COUNT(*), COUNT(f.delay), SUM(f.delay), MIN(f.day), AVG(f.delay) FROM flights.records f JOIN flights.airports a ON f.origin = a.code WHERE f.delay > 100000;

SELECT COUNT(*), SUM(f.distance), MAX(f.destination) FROM flights.records f JOIN flights.nothing n ON f.origin = n.code;

SELECT f.origin, a.city, COUNT(*), MAX(f.destination) FROM flights.records f JOIN flights.airports a ON f.origin = a.code WHERE f.origin <> a.city GROUP BY f.origin, a.city HAVING COUNT(*) > 1;

SELECT a.city, b.x, COUNT(*), SUM(f.delay) FROM flights.records f JOIN flights.airports a ON f.origin = a.code JOIN flights.airports b ON f.origin = b.code GROUP BY a.city, b.x;

SELECT b.city, COUNT(*), SUM(f.delay) FROM flights.records f JOIN flights.airports a ON f.origin = a.code JOIN flights.airports b ON a.x = b.x GROUP BY b.city;

SELECT DISTINCT a.city FROM flights.records f JOIN flights.airports a ON f.origin = a.code;

-- ordered
SELECT a.city, COUNT(*) AS n FROM flights.records f JOIN flights.airports a ON f.origin = a.code GROUP BY a.city ORDER BY n DESC, a.city LIMIT 3;

SELECT COUNT(*), SUM(f.delay) FROM flights.records f WHERE EXISTS (SELECT 1 FROM flights.airports a WHERE a.code = f.origin AND a.x > 1);

SELECT t.city, t.n, b.x FROM (SELECT a.city, COUNT(*) AS n FROM flights.records f JOIN flights.airports a ON f.origin = a.code GROUP BY a.city) AS t JOIN flights.airports b ON t.city = b.city;

SELECT COUNT(*), SUM(f.delay) FROM (SELECT origin, delay FROM flights WHERE ok) AS f JOIN (SELECT code FROM flights.airports WHERE x > 1) AS a ON f.origin = a.code;
