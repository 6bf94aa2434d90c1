// Passkeys: a device is asked, and its answer is sent with the form.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), each => each.charCodeAt(0))
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")

const asked = async options => {
  options.challenge = bytes(options.challenge)
  if (options.user) options.user.id = bytes(options.user.id)
  for (const each of [...(options.excludeCredentials ?? []), ...(options.allowCredentials ?? [])]) each.id = bytes(each.id)
  const ask = options.user ? "create" : "get"
  const {id, rawId, type, response} = await navigator.credentials[ask]({publicKey: options})
  const said = {}
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said[name] = text(response[name])
  }
  return JSON.stringify({id, rawId: text(rawId), type, response: said, clientExtensionResults: {}})
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue
  form.hidden = false
  form.addEventListener("submit", async event => {
    event.preventDefault()
    try {
      form.elements.credential.value = await asked(JSON.parse(form.dataset.passkey))
      form.submit()
    } catch {
      form.querySelector("[role=status]").textContent = form.dataset.failed
    }
  })
}
