-- How many rows a lane's batches had and how great their integers can be; null for lanes whose older rows were not
-- looked at.
alter table lane add column bounds text;
alter table lane alter column bounds set default '0:';
