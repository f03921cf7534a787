import type { Locator } from "playwright-core";

import type { Dashboard } from "./dashboard";

// The part of the page that shows one event, by what a person calls it.
export class DetailPage {
    constructor(private readonly dashboard: Dashboard) {}

    static async open(dashboard: Dashboard, text: string): Promise<DetailPage> {
        await dashboard.row(text).first().click();
        await dashboard.detail.waitFor();
        return new DetailPage(dashboard);
    }

    get heading(): Locator {
        return this.dashboard.detail.getByRole("heading", { level: 2 });
    }

    tab(name: RegExp | string): Locator {
        return this.dashboard.detail.getByRole("tab", { name });
    }

    /** What the chosen tab shows. */
    get panel(): Locator {
        return this.dashboard.detail.getByRole("tabpanel");
    }

    button(name: RegExp | string): Locator {
        return this.dashboard.detail.getByRole("button", { name });
    }

    list(name: RegExp | string): Locator {
        return this.dashboard.detail.getByRole("list", { name });
    }

    async lines(name: RegExp | string): Promise<string[]> {
        return this.list(name).getByRole("listitem").allInnerTexts();
    }
}

export function searchBox(dashboard: Dashboard): Locator {
    return dashboard.page.getByRole("combobox", { name: "Search" });
}
