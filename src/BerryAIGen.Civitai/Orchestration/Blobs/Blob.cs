namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A picture, video, sound or model that the service keeps.</summary>
public sealed record Blob : OpenRecord
{
    /// <summary>Its id.</summary>
    public string? Id { get; set; }

    /// <summary>What it is; the service leaves it out where it is plain.</summary>
    public BlobType? Type { get; set; }

    /// <summary>Whether its bytes are there; false from the start until they are made.</summary>
    public bool? Available { get; set; }

    /// <summary>Where its bytes are, for a while.</summary>
    public string? Url { get; set; }

    /// <summary>Until when the address works.</summary>
    public DateTimeOffset? UrlExpiresAt { get; set; }

    /// <summary>The job that made it.</summary>
    public string? JobId { get; set; }

    /// <summary>How mature it is.</summary>
    public NsfwLevel? NsfwLevel { get; set; }

    /// <summary>Why it is withheld.</summary>
    public string? BlockedReason { get; set; }

    /// <summary>How it is kept.</summary>
    public string? Tier { get; set; }

    /// <summary>The width in pixels.</summary>
    public int? Width { get; set; }

    /// <summary>The height in pixels.</summary>
    public int? Height { get; set; }

    /// <summary>How long a sound is, in seconds.</summary>
    public double? Duration { get; set; }

    /// <summary>The format of a three-dimensional model.</summary>
    public string? Format { get; set; }

    /// <summary>Where a smaller picture is, for a while.</summary>
    public string? PreviewUrl { get; set; }

    /// <summary>Until when that address works.</summary>
    public DateTimeOffset? PreviewUrlExpiresAt { get; set; }
}
