// Makes the sign-up forms on a portal's pages answer in place. A form is one whose action is this engine's /sign-up; without
// this script, or when the engine cannot be asked from here, the form is sent as any other. It sets no cookie and stores nothing.
(() => {
  "use strict";
  const home = document.currentScript && document.currentScript.src;
  if (!home || !window.fetch) {
    return;
  }
  const action = new URL("sign-up", home).href;
  const endpoint = new URL("api/v1/sign-ups", home).href;

  const zone = () => {
    try {
      return Intl.DateTimeFormat().resolvedOptions().timeZone || "";
    } catch {
      return "";
    }
  };

  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  const field = (form, name) => {
    const found = form.elements.namedItem(name);
    return found && typeof found.value === "string" ? found.value : "";
  };

  const wish = (form) => ({
    address: field(form, "address"),
    newsletter: field(form, "newsletter"),
    language: field(form, "lang"),
    zone: zone(),
    source: location.origin + location.pathname,
    website: field(form, "website"),
  });

  const setUp = (form, number) => {
    const address = form.elements.namedItem("address");
    if (!address || form.dataset.paperround) {
      return;
    }
    form.dataset.paperround = "ready";
    // Both are there before anything is said, or screen readers stay silent.
    const answer = document.createElement("div");
    answer.className = "paperround-answer";
    answer.setAttribute("role", "status");
    answer.lang = form.lang;
    answer.tabIndex = -1;
    form.after(answer);
    const problem = document.createElement("p");
    problem.className = "paperround-problem";
    problem.id = "paperround-problem-" + number;
    problem.setAttribute("role", "alert");
    address.after(problem);
    const zoneField = form.elements.namedItem("zone");
    if (zoneField) {
      zoneField.value = zone();
    }

    const complain = (text) => {
      form.style.display = "";
      answer.replaceChildren();
      problem.textContent = text;
      address.setAttribute("aria-invalid", "true");
      address.setAttribute("aria-describedby", problem.id);
      address.focus();
    };

    const show = (body) => {
      form.style.display = "none";
      answer.replaceChildren(element("strong", body.heading), element("p", body.text));
      if (body.hint) {
        answer.append(element("p", body.hint.text));
      }
      if (body.hint && body.hint.suggestion) {
        const button = element("button", body.hint.button);
        button.type = "button";
        button.addEventListener("click", () => {
          address.value = body.hint.suggestion;
          send();
        });
        answer.append(button);
      }
      answer.focus();
    };

    const send = async () => {
      problem.textContent = "";
      address.removeAttribute("aria-invalid");
      form.setAttribute("aria-busy", "true");
      let response;
      let body;
      try {
        // As plain text it needs no question beforehand (CORS).
        response = await fetch(endpoint, {
          method: "POST",
          body: JSON.stringify(wish(form)),
          credentials: "omit",
          mode: "cors",
          cache: "no-store",
        });
        body = await response.json();
      } catch {
        form.submit();
        return;
      } finally {
        form.removeAttribute("aria-busy");
      }
      if (response.status === 202) {
        show(body);
      } else if (body.problems && body.problems[0].field === "address") {
        complain(body.problems[0].problem);
      } else if (response.status === 429) {
        complain(body.error);
      } else {
        form.submit();
      }
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.getAttribute("aria-busy") !== "true") {
        send();
      }
    });
  };

  const begin = () => {
    [...document.forms].filter((form) => form.action === action).forEach(setUp);
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
