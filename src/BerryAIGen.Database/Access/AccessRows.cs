namespace BerryAIGen.Database.Access;

/// <summary>A key that opens the server; the key itself is shown once and never stored.</summary>
public sealed class AccessKeyRow
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the key, lower-case hex. Keys are 256 random bits, so no slow hash is needed.</summary>
    public required string Hash { get; init; }

    /// <summary><c>read</c>, <c>write</c> or <c>admin</c>; each includes the ones before.</summary>
    public required string Scope { get; set; }

    /// <summary><c>moderators</c>, <c>testers</c> or <c>members</c>, whom gates let pass; null for none of them.</summary>
    public string? Audience { get; set; }

    public DateTime CreatedAt { get; init; }

    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }
}

/// <summary>A page that somebody opened with a key; it ends with the key, or by itself.</summary>
public sealed class AccessSessionRow
{
    /// <summary>SHA-256 of what the cookie holds, lower-case hex.</summary>
    public required string Hash { get; init; }

    public required string KeyId { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime ExpiresAt { get; init; }
}

/// <summary>Who changed what, and when.</summary>
public sealed class AuditRow
{
    public long Id { get; init; }

    public DateTime At { get; init; }

    /// <summary>The key's name, or <c>local</c>.</summary>
    public required string Who { get; init; }

    /// <summary>The verb and the route, such as <c>DELETE /api/models/{id}</c>.</summary>
    public required string What { get; init; }

    /// <summary>The id of what was changed.</summary>
    public string? Subject { get; init; }

    /// <summary>A JSON object; no secrets.</summary>
    public string Details { get; init; } = "{}";
}
