-- Of what the database does for a line of an imported list, a third was to look up the same newsletter, and the reader written a
-- moment before, for each subscription. That both are there is held by whoever writes one: the reader's row is locked, or new, in
-- the same transaction (subscriber.SubscriptionDao), and the newsletter was read. That both stay is held here, as by the references.
ALTER TABLE subscription
  DROP CONSTRAINT subscription_subscriber_id_fkey,
  DROP CONSTRAINT subscription_newsletter_id_fkey;

CREATE FUNCTION refuse_loss_of_subscribed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'subscriber' AND EXISTS (SELECT 1 FROM gone JOIN subscription sn ON sn.subscriber_id = gone.id)
      OR TG_TABLE_NAME = 'newsletter' AND EXISTS (SELECT 1 FROM gone JOIN subscription sn ON sn.newsletter_id = gone.id) THEN
    RAISE EXCEPTION 'a subscription refers to what would go from %', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER subscriber_subscribed AFTER DELETE ON subscriber
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss_of_subscribed();
CREATE TRIGGER newsletter_subscribed AFTER DELETE ON newsletter
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss_of_subscribed();

-- Nothing looks a reader up by the hash of an address, only the other way round; it is random, so each entry wrote a page of its own.
DROP INDEX subscriber_address_hash;
