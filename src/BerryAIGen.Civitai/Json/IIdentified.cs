namespace BerryAIGen.Civitai.Json;

/// <summary>Is of no use without its id: an element that lacks it counts as unreadable.</summary>
internal interface IIdentified
{
    /// <summary>The service's number, above 0.</summary>
    int Id { get; }
}
