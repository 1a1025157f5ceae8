namespace BerryAIGen.Civitai.Errors;

/// <summary>A redirect leads to an address that <see cref="CivitaiOptions.RefuseAddress"/> does not allow; it was not asked.</summary>
public sealed class CivitaiAddressRefusedException(string message) : CivitaiRequestException(message);
