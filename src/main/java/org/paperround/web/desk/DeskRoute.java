package org.paperround.web.desk;

import io.javalin.http.HandlerType;
import java.util.Optional;
import org.paperround.staff.Role;

/// A page or an act of the desk and the role it takes; none: it is one of those that sign in.
public record DeskRoute(HandlerType method, String path, Optional<Role> needed) {}
