namespace BerryAIGen.Civitai.Orchestration;

/// <summary>One movement of Buzz.</summary>
public sealed record Transaction : OpenRecord
{
    /// <summary>Taken or given back.</summary>
    public TransactionType? Type { get; set; }

    /// <summary>How much.</summary>
    public int? Amount { get; set; }

    /// <summary>Its number in the ledger.</summary>
    public string? Id { get; set; }

    /// <summary>From or to which account.</summary>
    public BuzzAccount? AccountType { get; set; }
}
