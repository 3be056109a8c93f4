!set outputformat csv
!set force true
!tables
INSERT INTO sqlline_notes VALUES (TIMESTAMP '2001-02-03 04:05:06.789', 1, 'a name'), ('2001-02-03', 2, NULL);
SELECT * FROM sqlline_notes ORDER BY id;
SELECT nope FROM sqlline_notes;
SELECT COUNT(*) AS notes FROM records;
!quit
