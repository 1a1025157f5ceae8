namespace BerryAIGen.Civitai;

/// <summary>One page of a vault; its numbers stand beside the items.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
public sealed record VaultPage : OpenRecord
{
    /// <summary>What the page holds.</summary>
    public OpenList<VaultItem> Items { get; set; } = [];

    /// <summary>How many items there are.</summary>
    public int? TotalItems { get; set; }

    /// <summary>This page's number, from 1.</summary>
    public int? CurrentPage { get; set; }

    /// <summary>How many items a page may hold.</summary>
    public int? PageSize { get; set; }

    /// <summary>How many pages there are.</summary>
    public int? TotalPages { get; set; }
}
