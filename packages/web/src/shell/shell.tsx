import { Drawer } from "@mantine/core";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import { Navigation } from "#shell/navigation.tsx";
import { ServerSilence } from "#shell/server-silence.tsx";
import { TopBar } from "#shell/top-bar.tsx";
import { usePageFocus } from "#shell/use-page-focus.ts";
import { useShortcuts } from "#shell/use-shortcuts.ts";

const Palette = lazy(async () => ({ default: (await import("#shell/palette.tsx")).Palette }));

/** The frame around every page behind the sign-in. */
export function Shell() {
  const [isNavOpen, setIsNavOpen] = useState(false);
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const openPalette = useCallback(() => setIsPaletteOpen(true), []);
  useShortcuts(openPalette);
  usePageFocus();
  return (
    <div className="app">
      <a className="btn skip" href="#main">
        Skip to the page
      </a>
      <Navigation />
      <Drawer.Root opened={isNavOpen} onClose={() => setIsNavOpen(false)} size={280}>
        <Drawer.Overlay backgroundOpacity={1} />
        <Drawer.Content aria-label="Navigation">
          <Navigation inDrawer onGo={() => setIsNavOpen(false)} />
        </Drawer.Content>
      </Drawer.Root>
      <div className="main">
        <TopBar onMenu={() => setIsNavOpen(true)} onSearch={openPalette} />
        <ServerSilence />
        <main className="page" id="main" tabIndex={-1}>
          <Outlet />
        </main>
        {/* Where the bar of unsaved changes stands, outside the padding of the page. */}
        <div id="savebar" className="savebar-place" />
      </div>
      <Suspense>{isPaletteOpen && <Palette onClose={() => setIsPaletteOpen(false)} />}</Suspense>
    </div>
  );
}
