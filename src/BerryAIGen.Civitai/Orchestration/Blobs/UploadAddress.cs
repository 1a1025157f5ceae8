namespace BerryAIGen.Civitai.Orchestration;

/// <summary>An address that takes one upload.</summary>
public sealed record UploadAddress : OpenRecord
{
    /// <summary>Where the bytes are posted, without a key.</summary>
    public string? UploadUrl { get; set; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}
