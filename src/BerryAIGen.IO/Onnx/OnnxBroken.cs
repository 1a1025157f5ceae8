namespace BerryAIGen.IO.Onnx;

/// <summary>Ends the reading at the first rule broken; never leaves <see cref="OnnxReader"/>.</summary>
internal sealed class OnnxBroken(string rule, string message) : Exception(message)
{
    internal FormatError Error { get; } = new(rule, message);
}
