import { blankNumbers } from "../blank-numbers"

describe("numbers that are not kept", () => {
  it.each([
    ["a card as text", '{"note": "paid by 4111 1111 1111 1111 today"}', '{"note": "paid by *** today"}'],
    ["a card with dashes", "5500-0055-5555-5559", "***"],
    ["a card as a number", '{"digits": 4111111111111111}', '{"digits": 0}'],
    ["a card in a list", "[1, 5500005555555559]", "[1, 0]"],
    ["a form inside JSON", '{"query": "a=1&pin=1234"}', '{"query": "a=1&pin=***"}'],
    [
      "an account by its name",
      '{"bankAccountNumber": "000123\\"456", "id": 7}',
      '{"bankAccountNumber": "***", "id": 7}',
    ],
    ["a routing number", '{"routing_number":125000024}', '{"routing_number":"***"}'],
    ["a PIN", '{"PIN": "4711", "shipping": "x"}', '{"PIN": "***", "shipping": "x"}'],
    ["a form", "id=1&card_number=4111&pin=1234", "id=1&card_number=***&pin=***"],
  ])("blanks %s", (_, text, kept) => {
    expect(blankNumbers(text)).toBe(kept)
  })

  it.each([
    '{"date": 1764547200000, "id": "0198f2f6-5f2c-7c44-9a55-4111111111111111"}',
    '{"transactionId": "4111111111111112", "amount": 1250}',
    '{"shipping": "4711", "spinner": 1}',
    "id=17&status=completed",
  ])("leaves %s as it is", (text) => {
    expect(blankNumbers(text)).toBe(text)
  })
})
