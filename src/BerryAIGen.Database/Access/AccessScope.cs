namespace BerryAIGen.Database.Access;

/// <summary>What a key allows; each includes the ones before.</summary>
public enum AccessScope
{
    /// <summary>Nothing is asked for: whoever reaches the server may.</summary>
    None,

    /// <summary>Looking.</summary>
    Read,

    /// <summary>Changing the library: downloads, deletions, jobs.</summary>
    Write,

    /// <summary>Keys, settings and the record of changes.</summary>
    Admin,
}
