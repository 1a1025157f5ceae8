namespace BerryAIGen.Library.Sources;

/// <summary>What a person pasted, taken apart without asking the network; a member is null where it does not apply.</summary>
public sealed record Reference
{
    /// <summary>The text as pasted, with secrets (a token, user info) masked: safe to print and to log.</summary>
    public required string Text { get; init; }

    public required ReferenceKind Kind { get; init; }

    public int? ModelId { get; init; }

    /// <summary>Only when the text itself names a version.</summary>
    public int? VersionId { get; init; }

    public int? FileId { get; init; }

    public int? ImageId { get; init; }

    public string? Air { get; init; }

    /// <summary>A Hugging Face repository, <c>owner/name</c>.</summary>
    public string? Repository { get; init; }

    public string? Revision { get; init; }

    /// <summary>The path of a file in the repository, or the local path.</summary>
    public string? Path { get; init; }

    /// <summary>The address with secrets and user info removed: safe to print and to log.</summary>
    public Uri? Url { get; init; }

    /// <summary>Lower-case hex of 8, 10, 12 or 64 digits: what is looked for, or what an address says its file hashes to.</summary>
    public string? Hash { get; init; }

    /// <summary>Why the text is not a reference; null for a valid one.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// The address to ask for when it is one of the web; never printed. A <c>token</c> in it may be the right to this
    /// one file, which no header replaces.
    /// </summary>
    internal Uri? Address { get; init; }

    /// <summary>The SHA-256 that was pasted behind an address as <c>#sha256=…</c>.</summary>
    internal string? Sha256 { get; init; }

    /// <summary>Whether the text itself says that <see cref="Path"/> is a folder.</summary>
    internal bool IsFolder { get; init; }

    /// <summary>A token that an address of Civitai or Hugging Face carried; never printed, sent only to that host.</summary>
    internal string? Token { get; init; }

    /// <summary>The same text as no reference, and why.</summary>
    internal Reference AsInvalid(string reason) => this with { Kind = ReferenceKind.Invalid, Reason = reason };
}
