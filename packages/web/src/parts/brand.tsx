/** Keywright, and the address of this installation. */
export function Brand() {
  return (
    <>
      <Mark />
      <span>
        <b>Keywright</b>
        <small>{window.location.host}</small>
      </span>
    </>
  );
}

function Mark() {
  return (
    <svg
      className="mark"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <circle cx="12" cy="8.5" r="3.25" />
      <path d="M12 11.75V19M12 15.25h3.25M12 18.5h2.25" />
    </svg>
  );
}
