namespace BerryAIGen.Library.Network;

/// <summary>What came at the end of the redirects: a response, or why the way there was not gone.</summary>
internal sealed record HttpAnswer(Uri Address, HttpResponseMessage? Response, Failure? Refusal, int Redirects)
    : IDisposable
{
    public void Dispose() => Response?.Dispose();
}
