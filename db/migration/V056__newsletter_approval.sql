-- Two people may have to approve an edition; one that nobody approved may be skipped (newsletter.Newsletter.Approval).
ALTER TABLE newsletter
  DROP CONSTRAINT newsletter_approval_check,
  ADD CONSTRAINT newsletter_approval_check CHECK (approval IN ('automatic', 'required', 'required_or_skip',
    'two_people', 'two_people_or_skip', 'two_people_or_send'));
