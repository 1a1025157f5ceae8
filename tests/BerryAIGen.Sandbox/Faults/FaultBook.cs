namespace BerryAIGen.Sandbox.Faults;

/// <summary>The faults that wait for their requests.</summary>
public sealed class FaultBook
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];

    /// <summary>Adds a fault; the first one that matches a request serves it.</summary>
    /// <param name="fault">The fault.</param>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (gate)
            entries.Add(new Entry(fault));
    }

    /// <summary>Forgets all faults.</summary>
    public void Clear()
    {
        lock (gate)
            entries.Clear();
    }

    internal Fault? Take(string host, HttpRequest request)
    {
        lock (gate)
            return entries.FirstOrDefault(entry => entry.Matches(host, request) && entry.Use())?.Fault;
    }

    private sealed class Entry(Fault fault)
    {
        private int seen;

        public Fault Fault => fault;

        public bool Matches(string host, HttpRequest request) =>
            (fault.Host is null || fault.Host == host)
            && (fault.Method is null || fault.Method == request.Method)
            && (
                fault.Query is null
                || request.QueryString.Value?.Contains(fault.Query, StringComparison.Ordinal) == true
            )
            && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(fault.Path, request.Path);

        public bool Use()
        {
            seen++;
            return seen > fault.Skip && (fault.Times is not { } times || seen <= (long)fault.Skip + times);
        }
    }
}
