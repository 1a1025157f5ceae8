namespace BerryAIGen.Library.Definitions;

/// <summary>What every file in a folder of <c>definitions</c> has.</summary>
internal interface IDefinition
{
    /// <summary>The form of the file; 1.</summary>
    int SchemaVersion { get; }

    /// <summary>Names it; a user's file of the same id goes before the shipped one.</summary>
    string Id { get; }
}
