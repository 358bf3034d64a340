package discedge.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowSystemTest {
    private static final Map<String, String> DESKTOP = Map.of("DISPLAY", ":0");

    private static Optional<String> missing(String os, Map<String, String> environment, String... missing) {
        return new WindowSystem(os, environment, false, library -> !Set.of(missing).contains(library)).missing();
    }

    @Test
    void on_a_desktop_with_its_libraries_a_window_can_open() {
        assertEquals(Optional.empty(), missing("Linux", DESKTOP));
    }

    @Test
    void other_systems_bring_all_a_window_needs() {
        assertEquals(Optional.empty(), missing("Mac OS X", Map.of(), "libgtk-3.so.0"));
        assertEquals(Optional.empty(), missing("Windows 11", Map.of()));
    }

    @Test
    void without_a_display_it_says_what_to_do() {
        assertEquals("there is no display (DISPLAY is not set): start it on a desktop, or with ssh -X", missing("Linux", Map.of()).orElseThrow());
        assertEquals("there is no display (DISPLAY is not set): start it on a desktop, or with ssh -X", missing("Linux", Map.of("DISPLAY", " ")).orElseThrow());
        assertEquals("this Wayland session has no X display (DISPLAY is not set): install xwayland", missing("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")).orElseThrow());
    }

    @Test
    void missing_libraries_are_named_with_the_packages_they_are_in() {
        assertEquals("libpangoft2-1.0.so.0 is not installed: apt install libgtk-3-0 libpangoft2-1.0-0 libxtst6 (elsewhere the packages are called gtk3 pango libXtst)",
                missing("Linux", DESKTOP, "libpangoft2-1.0.so.0").orElseThrow());
        assertEquals("libgtk-3.so.0, libXtst.so.6 are not installed: apt install libgtk-3-0 libpangoft2-1.0-0 libxtst6 (elsewhere the packages are called gtk3 pango libXtst)",
                missing("Linux", DESKTOP, "libgtk-3.so.0", "libXtst.so.6").orElseThrow());
    }

    @Test
    void a_toolkit_that_draws_in_memory_needs_none_of_it() {
        assertEquals(Optional.empty(), new WindowSystem("Linux", Map.of(), true, library -> false).missing());
        assertEquals(Optional.empty(), WindowSystem.here().missing(), "this test runs so");
    }

    @Test
    void the_system_s_loader_knows_what_is_there_and_what_is_not() {
        var here = new WindowSystem("Linux", DESKTOP, false, WindowSystem.here().loads());
        // The C library is everywhere; this asks the real loader.
        assertEquals(true, here.loads().test("libc.so.6") || !System.getProperty("os.name").contains("Linux"));
        assertEquals(false, here.loads().test("libdiscedge-nobody-has-this.so.9"));
    }
}
