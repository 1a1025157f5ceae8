namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What using a model costs.</summary>
public sealed record ResourceFee : OpenRecord
{
    /// <summary>How much.</summary>
    public double? Amount { get; set; }

    /// <summary>For what, <c>perImageBuzz</c>.</summary>
    public string? Type { get; set; }

    /// <summary>What the creator gets, <c>buzz</c> or <c>cash</c>.</summary>
    public string? SettlementCurrency { get; set; }

    /// <summary>The version whose creator gets it.</summary>
    public int? RecipientModelVersionId { get; set; }
}
