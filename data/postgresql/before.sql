-- What DuckDB has built in: Polish order by the same library (ICU), so that lists look alike.
CREATE COLLATION IF NOT EXISTS pl (provider = icu, locale = 'pl');
