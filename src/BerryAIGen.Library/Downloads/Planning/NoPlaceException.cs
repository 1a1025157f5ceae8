namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>Neither the request nor the settings name a place for models.</summary>
/// <param name="way">How this one request could name it; a host may know a better one.</param>
public sealed class NoPlaceException(string way) : LibraryException(FailureCode.Usage, Sentence(way))
{
    /// <summary>What a person is told, with the way to name a place that there is where the person stands.</summary>
    public static string Sentence(string way) =>
        $"There is no place for models: {way}, set MODELS_DIR, or make a folder ./models here.";
}
