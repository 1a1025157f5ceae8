namespace BerryAIGen.IO.Archives;

/// <summary>How much of one entry was ever unpacked, so that reading it again costs the budget nothing.</summary>
internal sealed class EntryLedger(UnpackBudget budget)
{
    private long _most;

    internal void Spend(string name, long entryBytes)
    {
        var added = Math.Max(0, entryBytes - _most);
        _most += added;
        budget.Spend(name, added, entryBytes);
    }
}
