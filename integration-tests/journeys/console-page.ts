import type { Locator } from "playwright-core"
import type { TestPage } from "../support/browser"

/** The sandbox's console as a person uses it. */
export class ConsolePage {
  constructor(
    readonly page: TestPage,
    private readonly url: () => string
  ) {}

  /** Goes to a section by its address, as a bookmark does. */
  async open(section: string): Promise<void> {
    await this.page.goto(`${this.url()}/#/${section}`)
    await this.page.locator("#main[aria-busy=false] h1").waitFor()
  }

  /** Goes to a section by the menu, which is behind a button on a phone. */
  async choose(label: string): Promise<void> {
    const menu = this.page.locator("#menu")
    if (await menu.isVisible()) {
      await menu.click()
    }
    await this.page.locator("#nav").getByRole("link", { name: label, exact: true }).click()
    await this.page.locator("#main[aria-busy=false] h1").waitFor()
  }

  /** What the menu leads to. */
  async labels(): Promise<string[]> {
    return (await this.page.locator("#nav a").allTextContents()).map((label) => label.trim())
  }

  rows(): Locator {
    return this.page.locator("main tbody tr")
  }

  row(text: string | RegExp): Locator {
    return this.rows().filter({ hasText: text })
  }

  /** Waits until no row has come for half a second. */
  async isStill(): Promise<void> {
    await this.page.waitForFunction(async () => {
      const text = () => document.querySelector("main tbody")?.textContent
      const before = text()
      await new Promise((resolve) => setTimeout(resolve, 500))
      return text() === before
    })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" })
  }

  /** The topmost dialog. */
  dialog(): Locator {
    return this.page.locator("dialog[open]").last()
  }

  async closeDialogs(): Promise<void> {
    while (await this.dialog().isVisible()) {
      await this.page.keyboard.press("Escape")
    }
  }

  /** Waits for what the console says of an act, and puts it away. */
  async told(text: string): Promise<void> {
    const toast = this.page.locator(".toast").filter({ hasText: text }).last()
    await toast.waitFor()
    await toast.getByRole("button").click()
  }

  /** Presses an act in the drawer of a row of a service's first table, answering what it asks. */
  async act(rowText: string, label: string, answers: string[] = []): Promise<void> {
    await this.row(rowText).first().locator("button.open").click()
    await this.dialog()
      .getByRole("button", { name: answers.length ? `${label}…` : label, exact: true })
      .click()
    if (answers.length) {
      const inputs = this.dialog().locator("input")
      for (const [place, answer] of answers.entries()) {
        await inputs.nth(place).fill(answer)
      }
      await this.dialog().getByRole("button", { name: label, exact: true }).click()
    }
    await this.told(`${label}: done`)
    await this.closeDialogs()
  }

  /** How wide the page is, whatever the screen shows of it. */
  width(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth)
  }

  /** Buttons, fields and links of the menu that a thumb would miss: below 40 px high, named by their text. */
  smallControls(): Promise<string[]> {
    return this.page.evaluate(() =>
      Array.from(document.querySelectorAll<HTMLElement>("button, input, select, textarea, nav a"))
        .filter((control) => control.checkVisibility())
        .map((control) => ({ height: control.getBoundingClientRect().height, text: control.innerText || control.id }))
        .filter(({ height }) => height < 40)
        .map(({ height, text }) => `${text} (${height} px)`)
    )
  }
}
