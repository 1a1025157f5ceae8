using System.Net.Sockets;
using System.Security.Authentication;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers.Failures;

/// <summary>Says what went wrong between us and a server.</summary>
internal static class NetworkFailures
{
    internal static Attempt From(HttpRequestException exception, TransferRequest request)
    {
        var place = $"{request.Name} from {request.Address.Host}";
        return exception.HttpRequestError switch
        {
            // A certificate stays as it is; a connection that only broke on the way is tried again.
            HttpRequestError.SecureConnectionError when exception.InnerException is AuthenticationException =>
                Attempt.Stop(
                    new Failure(
                        FailureCode.Network,
                        $"No safe connection for {place}: {Innermost(exception)} Check the clock, the proxy and the system's certificates."
                    )
                ),
            HttpRequestError.NameResolutionError => Attempt.Broken(
                $"The name {request.Address.Host} cannot be resolved, so {request.Name} cannot be asked for. Check the network."
            ),
            _ => Attempt.Broken($"No answer for {place}: {Innermost(exception)}"),
        };
    }

    internal static Failure Changed(TransferRequest request) =>
        new(
            FailureCode.Network,
            $"{request.Name} changed on the server, or cannot be continued; starting from zero.",
            IsRetryable: true
        );

    internal static Failure OtherHost(Uri hop, TransferRequest request) =>
        new(
            FailureCode.Network,
            $"{request.Address.Host} sends to {hop.Authority} now, and without a hash nobody knows whether {request.Name} is the same file there.",
            IsRetryable: true
        );

    internal static Failure CannotKnow(TransferRequest request) =>
        new(
            FailureCode.Network,
            $"The server has nothing behind the part of {request.Name} and does not say how long the file is, so nobody knows whether the part is complete. It is kept, not published: {request.PartPath}. Delete it to start from zero.",
            IsRetryable: true
        );

    internal static Failure Encoded(string coding, TransferRequest request) =>
        new(
            FailureCode.Network,
            $"{request.Address.Host} sends {request.Name} compressed ({SafeText.Mask(coding)}) although the plain bytes were asked for; they could not be verified or resumed. A proxy in between may be the cause."
        );

    internal static Failure NotAModel(HttpAnswer answer, string what, TransferRequest request)
    {
        var isLogin =
            answer.Address.AbsolutePath.Contains("login", StringComparison.OrdinalIgnoreCase)
            || answer.Address.Query.Contains("download-auth", StringComparison.OrdinalIgnoreCase);
        return new Failure(
            isLogin ? FailureCode.Auth : FailureCode.Verification,
            $"{SafeText.Address(answer.Address)} sent {what}, not a model file, for {request.Name}. Most likely you have to log in for it: put an API token{(request.KeyVariable is null ? "" : $" in {request.KeyVariable}")} and try again, or open the address in a browser to see what it says."
        );
    }

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        var message = exception is SocketException socket ? socket.Message : exception.Message;
        return SafeText.Mask(message.TrimEnd('.')) + ".";
    }
}
