-- Redshift Spectrum's columns that no table declares; BigQuery's external tables have only the file's name.
SELECT "$size" FROM lake.events;
SELECT e."$spectrum_oid" FROM lake.events e;
