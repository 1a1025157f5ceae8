namespace BerryAIGen.Civitai;

/// <summary>The reactions to an image; any may be null.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/images">Civitai's documentation</seealso>
public sealed record ImageStats : OpenRecord
{
    /// <summary>Tears.</summary>
    public long? CryCount { get; set; }

    /// <summary>Laughs.</summary>
    public long? LaughCount { get; set; }

    /// <summary>Likes.</summary>
    public long? LikeCount { get; set; }

    /// <summary>Dislikes.</summary>
    public long? DislikeCount { get; set; }

    /// <summary>Hearts.</summary>
    public long? HeartCount { get; set; }

    /// <summary>Comments.</summary>
    public long? CommentCount { get; set; }
}
