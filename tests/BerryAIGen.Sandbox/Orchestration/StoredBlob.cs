namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>A result, from the moment that it is promised.</summary>
internal sealed class StoredBlob(string id, string media, int hue)
{
    public string Id => id;

    public string Media => media;

    public int Hue => hue;

    public bool IsAvailable { get; set; }

    public byte[]? Uploaded { get; init; }

    public string? MediaType { get; init; }

    public string NsfwLevel { get; set; } = "pg";

    public string? BlockedReason { get; set; }

    public string? JobId { get; init; }

    public DateTimeOffset ExpiresAt { get; set; }
}
