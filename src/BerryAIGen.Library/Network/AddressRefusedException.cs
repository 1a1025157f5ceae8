namespace BerryAIGen.Library.Network;

/// <summary>Carries a refusal out of the connection callback, from where nothing else can be returned.</summary>
internal sealed class AddressRefusedException(Failure failure) : Exception(failure.Message)
{
    internal Failure Failure { get; } = failure;
}
