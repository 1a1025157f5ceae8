using System.Diagnostics.CodeAnalysis;

namespace BerryAIGen.IO.Graphs;

/// <summary>What came of reading a file as a graph: the graph, or why it is none.</summary>
public sealed record GraphReading
{
    /// <summary>The graph; null when <see cref="Error"/> says why not.</summary>
    public Graph? Graph { get; private init; }

    /// <summary>The rule that is broken: TooLarge, NotJson, NotAGraph, TooDeep, Cycle or TooManyNodes.</summary>
    public FormatError? Error { get; private init; }

    /// <summary>Whether there is a graph.</summary>
    [MemberNotNullWhen(true, nameof(Graph))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Graph is not null;

    internal static GraphReading Valid(Graph graph) => new() { Graph = graph };

    internal static GraphReading Broken(FormatError error) => new() { Error = error };
}

/// <summary>Ends the reading at the first rule broken; never leaves <see cref="GraphReader"/>.</summary>
internal sealed class GraphBroken(string rule, string message) : Exception(message)
{
    internal FormatError Error { get; } = new(rule, message);
}
