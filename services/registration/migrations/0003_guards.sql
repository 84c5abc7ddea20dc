-- Earlier revisions and the history stay as they were, whatever the code does. A cascading delete does not fire
-- triggers, so the guard stands on the item.

CREATE TRIGGER earlier_item_stays_update BEFORE UPDATE ON plan_item FOR EACH ROW
  IF OLD.revision <> (SELECT revision FROM plan WHERE name = OLD.plan) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'an earlier revision of a plan is immutable'; END IF;

CREATE TRIGGER earlier_item_stays_delete BEFORE DELETE ON plan_item FOR EACH ROW
  IF OLD.revision <> (SELECT revision FROM plan WHERE name = OLD.plan) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'an earlier revision of a plan is immutable'; END IF;

CREATE TRIGGER earlier_revision_stays_update BEFORE UPDATE ON plan_revision FOR EACH ROW
  IF OLD.revision <> (SELECT revision FROM plan WHERE name = OLD.plan) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'an earlier revision of a plan is immutable'; END IF;

-- The run-time user gets no more than the code needs.
GRANT SELECT, INSERT, UPDATE ON {{schema}}.programme TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.province TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.agency TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.source TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.establishment TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.cycle TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.cycle_deadline TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.plan TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.plan_revision TO {{user}};
GRANT SELECT, INSERT, DELETE ON {{schema}}.plan_item TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.plan_item_funding TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.plan_event TO {{user}};
