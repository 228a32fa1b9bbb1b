import type { DemoContext, DemoStep } from "@rise-via/core"
import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"

/*
 * The store's own part of `npm run demo`. What it leaves in `state` for the steps of plugins:
 * `email`, `password`, `customer`, `region`, `choice` (what goes into the cart), `cart`, `order`, all as the store API answers them.
 */

const ADDRESS = {
  first_name: "Robin",
  last_name: "Demo",
  address_1: "1200 Pine Street",
  city: "Seattle",
  province: "WA",
  postal_code: "98101",
  country_code: "us",
  phone: "+12065550100",
}

/** Something for an evening, nothing near a legal limit: one of the first kind and two of the second. */
const TASTE = /flower|pre-?roll|edible|drink/i
const PRICE_USD = { min: 5, max: 60 }
const QUANTITIES = [1, 2]

type Choice = { product_id: string; variant_id: string; name: string; quantity: number; available: number }

const usd = (amount: number) => new Intl.NumberFormat("en-US", { style: "currency", currency: "usd" }).format(amount)

async function signUp({ store, state }: DemoContext) {
  state.email = `robin-${randomUUID().slice(0, 13)}@example.com`
  state.password = randomUUID()
  const { email, password } = state
  await store.auth.register("customer", "emailpass", { email, password })
  await store.store.customer.create({ email, first_name: ADDRESS.first_name, last_name: ADDRESS.last_name })
  // The token of the registration knows no customer yet: only signing in gives one that does.
  const token = await store.auth.login("customer", "emailpass", { email, password })
  assert(typeof token === "string", "signing in should give a token, but it asks for another step")
  const { customer } = await store.store.customer.retrieve()
  assert(customer.email === email, `the account should be ${email}, but it is ${customer.email}`)
  state.customer = customer
  return `${customer.first_name} opens an account as ${email} and is signed in.`
}

const PRODUCT_FIELDS = "id,title,subtitle,*categories,*variants,*variants.calculated_price,+variants.inventory_quantity"

async function browse({ store, state }: DemoContext) {
  const { regions } = await store.store.region.list()
  state.region = regions.find(({ currency_code: currency }: { currency_code: string }) => currency === "usd")
  assert(state.region, "the shop should sell in usd, but it has no such region")

  const { products, count } = await store.store.product.list({
    region_id: state.region.id,
    limit: 200,
    fields: PRODUCT_FIELDS,
  })
  assert(count > 0, "the shelves are empty: no product is published")
  const unpriced = products.find(
    ({ variants }: any) => !variants?.every((variant: any) => variant.calculated_price?.calculated_amount > 0)
  )
  assert(!unpriced, `${unpriced?.title} has a size without a price`)

  state.choice = choose(products)
  const categories = new Set(
    products.flatMap((product: any) => product.categories.map(({ name }: { name: string }) => name))
  )
  const names = state.choice.map(({ name }: Choice) => name).join(" and ")
  return `She sees ${count} products in ${[...categories].join(", ")}, and likes ${names}.`
}

/** Two products of different kinds, the best stocked ones, so that the demo can be repeated for a long time. */
function choose(products: any[]): Choice[] {
  const wanted = products
    .flatMap((product) =>
      product.variants.map((variant: any) => ({ product, variant, kind: product.categories[0]?.name ?? "" }))
    )
    .filter(({ kind, variant: { calculated_price: price, inventory_quantity: available } }) => {
      const { calculated_amount: amount } = price
      return (
        TASTE.test(kind) && amount >= PRICE_USD.min && amount <= PRICE_USD.max && available >= Math.max(...QUANTITIES)
      )
    })
    .sort((one, other) => other.variant.inventory_quantity - one.variant.inventory_quantity)
  const [first] = wanted
  const second = wanted.find(({ kind }) => kind !== first.kind)
  assert(first && second, "flower, pre-rolls, edibles or drinks of two kinds should be in stock, but they are sold out")
  return [first, second].map(({ product, variant }, index) => ({
    product_id: product.id,
    variant_id: variant.id,
    name: `${product.title} (${variant.title})`,
    quantity: QUANTITIES[index],
    available: variant.inventory_quantity,
  }))
}

async function fillCart({ store, state }: DemoContext) {
  const choice: Choice[] = state.choice
  let { cart } = await store.store.cart.create({ region_id: state.region.id, email: state.email })
  for (const { variant_id, quantity } of choice) {
    cart = (await store.store.cart.createLineItem(cart.id, { variant_id, quantity })).cart
  }
  assert(cart.customer_id === state.customer.id, "the cart should belong to the shopper, but it does not")
  const wrong = choice.find(
    ({ variant_id: id, quantity }) => cart.items.find((item: any) => item.variant_id === id)?.quantity !== quantity
  )
  assert(
    !wrong && cart.items.length === choice.length,
    `the cart should hold ${wrong?.quantity} of ${wrong?.name}, but it does not`
  )
  state.cart = cart
  return `${choice.map(({ quantity, name }) => `${quantity} × ${name}`).join(" and ")} make ${usd(cart.item_total)}.`
}

async function chooseShipping({ store, state }: DemoContext) {
  await store.store.cart.update(state.cart.id, { shipping_address: ADDRESS, billing_address: ADDRESS })
  const { shipping_options: options } = await store.store.fulfillment.listCartOptions({ cart_id: state.cart.id })
  assert(options.length, "the shop should offer pickup or delivery, but it offers neither")
  const option = options.find(({ name }: { name: string }) => /pick/i.test(name)) ?? options[0]
  const { cart } = await store.store.cart.addShippingMethod(state.cart.id, { option_id: option.id })
  assert(
    cart.shipping_methods.length === 1,
    `the cart should have one shipping method, but it has ${cart.shipping_methods.length}`
  )
  state.cart = cart
  return `She gives her address and takes "${option.name}"; with it the cart comes to ${usd(cart.total)}.`
}

async function choosePayment({ store, state }: DemoContext) {
  const { payment_providers: providers } = await store.store.payment.listPaymentProviders({
    region_id: state.region.id,
  })
  const provider = providers.find(({ id }: { id: string }) => id.startsWith("pp_posabit"))
  assert(provider, "the shop should take payment with POSaBIT, but it does not offer it")
  const { payment_collection: collection } = await store.store.payment.initiatePaymentSession(state.cart, {
    provider_id: provider.id,
  })
  assert(
    collection.amount === state.cart.total,
    `the payment should be ${usd(state.cart.total)}, but it is ${usd(collection.amount)}`
  )
  return `She will pay ${usd(collection.amount)} in the shop, with POSaBIT.`
}

async function complete({ store, shop, state }: DemoContext) {
  const { checks } = await shop.carts.checks(state.cart.id)
  const objections = checks.reasons.map(({ message }: { message: string }) => message).join(" ")
  assert(checks.allowed, `nothing should stand against the sale, but the shop says: ${objections}`)
  const answer = await shop.carts.complete(state.cart.id)
  assert(answer.type === "order", `the cart should have become an order, but the shop says: ${answer.error?.message}`)
  const { order } = await store.store.order.retrieve(answer.order.id)
  assert(
    order.total === state.cart.total,
    `the order should come to ${usd(state.cart.total)}, but it is ${usd(order.total)}`
  )
  state.order = order
  return `Order #${order.display_id} for ${usd(order.total)} is placed.`
}

async function seeStock({ store, state }: DemoContext) {
  const choice: Choice[] = state.choice
  const { products } = await store.store.product.list({
    id: choice.map(({ product_id }) => product_id),
    region_id: state.region.id,
    fields: "id,*variants,+variants.inventory_quantity",
  })
  const variants = products.flatMap((product: any) => product.variants)
  const told = choice.map(({ variant_id, name, quantity, available }) => {
    const now = variants.find(({ id }: { id: string }) => id === variant_id)?.inventory_quantity
    // Others may have bought meanwhile; less than ours cannot be missing.
    assert(
      now <= available - quantity,
      `${name} should be down from ${available} to ${available - quantity}, but there are ${now}`
    )
    return `${name} from ${available} to ${now}`
  })
  return `On the shelf went down: ${told.join(", ")}.`
}

export const steps: DemoStep[] = [
  { order: 100, title: "A new shopper signs up", run: signUp },
  { order: 300, title: "She looks at the shelves", run: browse },
  { order: 400, title: "She fills her cart", run: fillCart },
  { order: 450, title: "She says how she wants to get it", run: chooseShipping },
  { order: 500, title: "She chooses how to pay", run: choosePayment },
  { order: 600, title: "She places her order", run: complete },
  { order: 800, title: "The stock went down", run: seeStock },
]
