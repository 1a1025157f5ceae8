namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What was taken and given back.</summary>
public sealed record TransactionSummary : OpenRecord
{
    /// <summary>One line for each account and direction.</summary>
    public OpenList<Transaction> List { get; set; } = [];

    /// <summary>For an estimate: the accounts hold less than it costs.</summary>
    public bool? InsufficientBuzz { get; set; }
}
