namespace BerryAIGen.Civitai.Errors;

/// <summary>One thing that Civitai did not like about a request.</summary>
/// <param name="Path">The parameter or body member, <c>limit</c> or <c>0</c>; empty when it is the whole request.</param>
/// <param name="Message">What is wrong with it, in Civitai's words.</param>
public sealed record RequestProblem(string Path, string Message)
{
    /// <summary><c>limit: Too big …</c></summary>
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
