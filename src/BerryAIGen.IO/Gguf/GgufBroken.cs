namespace BerryAIGen.IO.Gguf;

/// <summary>Ends the reading at the first rule broken; never leaves <see cref="GgufReader"/>.</summary>
internal sealed class GgufBroken(string rule, string message) : Exception(message)
{
    internal FormatError Error { get; } = new(rule, message);
}
