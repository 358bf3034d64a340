package discedge.fred.kv;

/** What a user may do with a keygroup; in the order of FReD's numbers. */
public enum Role { READ_KEYGROUP, WRITE_KEYGROUP, CONFIGURE_REPLICA, CONFIGURE_TRIGGER, CONFIGURE_KEYGROUPS }
