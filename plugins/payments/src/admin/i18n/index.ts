import en from "./json/payments.en.json"

export default { en: { translation: en } }
