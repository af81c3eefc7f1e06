COPY {{ schema }}.orders FROM 's3://{{ bucket }}/orders/{{ ds }}/' IAM_ROLE '{{ role }}' CSV IGNOREHEADER 1;
COPY ${schema}.orders FROM 's3://${bucket}/orders/' IAM_ROLE default FORMAT AS PARQUET;
COPY {table} FROM 's3://{bucket}/{prefix}/part' IAM_ROLE default DELIMITER '|';
COPY shop.orders FROM '{{ path }}' IAM_ROLE default JSON 'auto';
COPY shop.orders FROM 's3://bucket/%(day)s/' IAM_ROLE default CSV MAXERROR {{ errors }};
UNLOAD ('SELECT NVL(a, 0) AS a FROM {{ schema }}.t WHERE day = \'{{ ds }}\'') TO 's3://{{ bucket }}/out/{{ ds }}_' IAM_ROLE default PARQUET;
UNLOAD ('SELECT * FROM ${schema}.t') TO 's3://${bucket}/out/' IAM_ROLE default FORMAT AS CSV HEADER;
