import en from "./en"

export default { en: { "age-verification": en } }
