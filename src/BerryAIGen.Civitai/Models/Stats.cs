namespace BerryAIGen.Civitai;

/// <summary>Counts of a model or version; any may be null (hidden by the creator, or not of that year).</summary>
/// <remarks>
/// Older answers have counts that newer ones lack, and the other way round; what is not sent stays null.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
public sealed record Stats : OpenRecord
{
    /// <summary>Downloads so far.</summary>
    public long? DownloadCount { get; set; }

    /// <summary>Thumbs up.</summary>
    public long? ThumbsUpCount { get; set; }

    /// <summary>Thumbs down.</summary>
    public long? ThumbsDownCount { get; set; }

    /// <summary>Comments.</summary>
    public long? CommentCount { get; set; }

    /// <summary>Buzz given as tips.</summary>
    public long? TippedAmountCount { get; set; }

    /// <summary>Favourites; only in answers before 2026.</summary>
    public long? FavoriteCount { get; set; }

    /// <summary>Ratings; only in answers before 2026, 0 since 2024.</summary>
    public long? RatingCount { get; set; }

    /// <summary>Mean rating, 0 to 5; only in answers before 2026.</summary>
    public double? Rating { get; set; }
}
