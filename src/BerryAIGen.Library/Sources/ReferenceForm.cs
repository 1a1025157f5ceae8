namespace BerryAIGen.Library.Sources;

/// <summary>How sure a form is of being meant; the surer forms of all sources are asked before the less sure ones.</summary>
internal enum ReferenceRank
{
    /// <summary>An address of the source's own hosts; one that it cannot use is refused only when nothing else fits.</summary>
    OwnAddress,

    /// <summary>A word, a scheme or <c>urn:air:</c> stands before it.</summary>
    Marked,

    /// <summary>Any address.</summary>
    AnyAddress,

    /// <summary>Nothing but a number or digits.</summary>
    Bare,

    /// <summary>A path on this machine.</summary>
    LocalPath,
}

/// <summary>One way in which a source is named; its source declares it, the parser asks it.</summary>
/// <param name="Rank">When it is asked.</param>
/// <param name="Find">Null for a text of another form; invalid with a reason for one of this form that is wrong.</param>
internal sealed record ReferenceForm(ReferenceRank Rank, Func<ReferenceText, Reference?> Find);
