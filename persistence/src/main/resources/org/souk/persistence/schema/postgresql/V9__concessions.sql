-- What a buyer agrees to only once a task has waited long: nodes outside its pool, and a higher price than is offered first.

ALTER TABLE task ADD COLUMN widening BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE task ADD COLUMN offered_price BIGINT;
