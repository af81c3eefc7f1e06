SELECT '{{ a }}'
  'b';
